using GpuCqa.Core.Errors;
using GpuCqa.Service.Hosting;
using Xunit;

namespace GpuCqa.Service.Tests.Doors;

public class DoorOptionsTests
{
    public static TheoryData<string, Action<ServiceOptions>> Refused => new()
    {
        { "open to anyone", _ => { } },
        { "open to anyone", o => (o.Tls.Certificate, o.Tls.Key) = ("c", "k") },
        { "in the open", o => o.Doors.Keys = true },
        { "in the open", o => (o.Doors.Keys, o.Listen, o.Doors.PlaintextLoopback) = (true, "0.0.0.0:1", true) },
        { "asks nobody", o => (o.Doors.Keys, o.InsecureLoopback) = (true, true) },
        { "nobody could do anything", o => (o.Tls.Certificate, o.Tls.Key, o.Tls.ClientRoots) = ("c", "k", "r") },
        { "needs GpuCqa:Tls:ClientRoots", o => o.Doors.CertificateRoles["all"] = "reader" },
        { "the role 'owner'", o => o.Doors.CertificateRoles["all"] = "owner" },
        { "the project 'P'", o => o.Doors.CertificateRoles["P"] = "reader" },
        { "no role", o => o.Doors.Certificates.Add(new() { Subject = "CN=ana" }) },
        { "distinguished name", o => o.Doors.Certificates.Add(new() { Subject = "ana", Roles = { ["p"] = "reader" } }) },
        { "Jwks, Issuer and Audience", o => o.Doors.Jwt.Issuer = "i" },
        { "not a file", o => (o.Doors.Jwt.Issuer, o.Doors.Jwt.Audience, o.Doors.Jwt.Jwks) = ("i", "a", "/no/such/file") },
        { "CallBurst", o => o.Doors.Limits.CallBurst = 0 },
        { "CallsPerSecond", o => o.Doors.Limits.CallsPerSecond = double.NaN },
    };

    public static TheoryData<Action<ServiceOptions>> Accepted => new()
    {
        o => (o.Doors.Keys, o.Doors.PlaintextLoopback) = (true, true),
        o => (o.Doors.Keys, o.Listen, o.Tls.Certificate, o.Tls.Key) = (true, "0.0.0.0:1", "c", "k"),
        o => (o.Doors.Keys, o.Tls.Certificate, o.Tls.Key, o.Tls.ClientRoots) = (true, "c", "k", "r"),
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Doors_OpenOrShutToAll_RefuseToStart(string said, Action<ServiceOptions> set) =>
        Assert.Contains(said, Assert.Throws<InvalidParameterException>(() => Checked(set)).Message, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Doors_WithALock_Start(Action<ServiceOptions> set) => Checked(set);

    private static void Checked(Action<ServiceOptions> set)
    {
        var options = new ServiceOptions();
        set(options);
        options.Check();
    }
}
