using Google.Protobuf.Reflection;
using Grpc.Health.V1;
using GpuCqa.Service.Doors.Access;
using GpuCqa.Service.Doors.Keys;
using GpuCqa.Service.Tests.Doors;
using GpuCqa.Service.Tests.Hosting;
using Xunit;

namespace GpuCqa.Service.Tests.Malformed;

/// <summary>Malformed requests, wrong credentials and probes of other projects on every method that the host has.</summary>
public class MethodTests(RunningService service) : IClassFixture<RunningService>
{
    [Fact]
    public async Task Methods_BrokenMessages_AreInvalidArguments()
    {
        using HttpClient client = RawCalls.Client(service.App);
        var calls = new MethodCalls(4);
        var wrong = new List<string>();
        for (int round = 0; round < 30; round++)
        {
            foreach (MethodDescriptor method in MethodCalls.Methods)
            {
                MalformedCall call = calls.Broken(method);
                if (await RawCalls.Send(client, call) is not "InvalidArgument" and var status) wrong.Add($"{call.Kind}: {status}");
                if (calls.Tricky(method) is { } tricky && await RawCalls.Send(client, tricky) is not ("InvalidArgument" or "NotFound") and var other) wrong.Add($"{tricky.Kind}: {other}");
            }
        }

        Assert.Empty(wrong);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, (await new Health.HealthClient(service.Channel).CheckAsync(new HealthCheckRequest())).Status);
    }

    [Fact]
    public async Task Methods_WrongCredentials_AreUnauthenticated()
    {
        await using LockedService locked = await LockedService.Start(o => o.Doors.Limits.FailuresPerMinute = int.MaxValue);
        string good = locked.Key("ana", null, "all=admin").Whole(), other = locked.Key("ben", null, "all=admin").Whole();
        using HttpClient client = RawCalls.Client(locked.App);
        var random = new Random(6);
        var wrong = new List<string>();
        foreach (MethodDescriptor method in Enumerable.Repeat(MethodCalls.Methods, 8).SelectMany(m => m).Where(m => MethodTable.Find(MethodCalls.Path(m))!.Need != Need.Nothing))
        {
            (string name, string value) = Wrong(random, good, other);
            var call = new MalformedCall(value, MethodCalls.Path(method), MethodCalls.Frame([]), new Dictionary<string, string?> { [name] = value });
            if (await RawCalls.Send(client, call) is not "Unauthenticated" and var status) wrong.Add($"{method.FullName} with {name}: {value}: {status}");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Methods_OtherProject_AreDeniedInTheSameWordsWhetherOrNotItIsThere()
    {
        await using LockedService locked = await LockedService.Start();
        await new Datasets.Uploader(locked.As("p=admin")).Upload("there", Datasets.Uploader.Table(60));
        string key = locked.Key("ben", null, "q=admin").Whole();
        using HttpClient client = RawCalls.Client(locked.App);
        var wrong = new List<string>();
        foreach (MethodDescriptor method in MethodCalls.Methods)
        {
            if (MethodTable.Find(MethodCalls.Path(method)) is not { Need: Need.Project } rule) continue;
            foreach (string name in new[] { "projects/p", "projects/p/datasets/there", "projects/p/datasets/not-there", "projects/never" })
            {
                var call = new MalformedCall(name, MethodCalls.Path(method), MethodCalls.Frame(MethodCalls.With(method.InputType, rule.Field, name)), new Dictionary<string, string?> { ["authorization"] = "Bearer " + key });
                string expected = rule.Field == MethodTable.UploadField ? "NotFound" : "PermissionDenied", status = await RawCalls.Send(client, call);
                if (status != expected) wrong.Add($"{method.FullName} of {name}: {status}");
            }
        }

        Assert.Empty(wrong);
    }

    private static (string Name, string Value) Wrong(Random random, string good, string other)
    {
        char letter = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."[random.Next(65)];
        int at = random.Next(4, good.Length - 1);
        string changed = good[at] == letter ? good[..at] : good[..at] + letter + good[(at + 1)..], mixed = other[..(other.Length / 2)] + good[(good.Length / 2)..];
        string[] values = [changed, good[..random.Next(good.Length)], good + letter, mixed, ApiKeyText.Make().Whole(), new string(letter, random.Next(1, 3000)), "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.", $"{letter}.{letter}.{letter}"];
        string value = values[random.Next(values.Length)];
        return random.Next(5) switch
        {
            0 => ("x-api-key", value),
            1 => ("authorization", "Basic " + value),
            2 => ("authorization", value),
            3 => ("x-api-key", "Bearer " + good),
            _ => ("authorization", "Bearer " + value),
        };
    }
}
