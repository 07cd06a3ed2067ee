using GpuCqa.Service.Hosting;

namespace GpuCqa.Service.Audit;

/// <summary>Puts the audit log into the host.</summary>
public static class AuditServices
{
    /// <summary>Registers the log and who writes to it.</summary>
    public static void AddAudit(this IServiceCollection services, ServiceOptions options)
    {
        services.AddSingleton(options.Audit);
        services.AddSingleton<AuditHead>();
        services.AddSingleton<AuditOutbox>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<ReasonRule>();
        services.AddSingleton<CallAudit>();
        services.AddSingleton<OwnAudit>();
        services.AddHostedService<AuditService>();
    }
}
