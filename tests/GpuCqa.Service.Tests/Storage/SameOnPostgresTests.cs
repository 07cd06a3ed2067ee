using System.Reflection;
using GpuCqa.Service.Tests.Analyses;
using GpuCqa.Service.Tests.Cohorts;
using GpuCqa.Service.Tests.Datasets;
using GpuCqa.Service.Tests.Hosting;
using GpuCqa.Service.Tests.References;
using Xunit;
using Xunit.Sdk;

namespace GpuCqa.Service.Tests.Storage;

/// <summary>The tests of everything that is stored, once more on PostgreSQL: every case of the classes below, which take a running service.</summary>
public class SameOnPostgresTests(PostgresService postgres) : IClassFixture<PostgresService>
{
    private static readonly Type[] Classes = [typeof(DatabaseTests), typeof(UploadTests), typeof(DatasetTests), typeof(CohortTests), typeof(AnalysisLifeTests), typeof(RestartTests), typeof(ReferenceTests)];

    public static TheoryData<string, string, int> Cases
    {
        get
        {
            var data = new TheoryData<string, string, int>();
            foreach (Type type in Classes)
            {
                foreach (MethodInfo method in type.GetMethods().Where(m => m.GetCustomAttribute<FactAttribute>() is { Skip: null }))
                {
                    for (int i = 0; i < Rows(method).Length; i++) data.Add(type.Name, method.Name, i);
                }
            }

            return data;
        }
    }

    [PostgresTheory]
    [MemberData(nameof(Cases))]
    public async Task Case_OnPostgres_Passes(string type, string method, int row)
    {
        Type tests = Classes.Single(c => c.Name == type);
        MethodInfo test = tests.GetMethod(method)!;
        JobHost.Databases.Value = postgres.Server.Create;
        object instance = tests.GetConstructor([typeof(RunningService)]) is { } withService ? withService.Invoke([postgres.Service]) : Activator.CreateInstance(tests)!;
        var life = instance as IAsyncLifetime;
        if (life is not null) await life.InitializeAsync();
        try
        {
            if (test.Invoke(instance, Rows(test)[row]) is Task running) await running;
        }
        catch (TargetInvocationException error) when (error.InnerException is not null)
        {
            throw error.InnerException;
        }
        finally
        {
            if (life is not null) await life.DisposeAsync();
            (instance as IDisposable)?.Dispose();
        }
    }

    private static object?[][] Rows(MethodInfo method) => method.GetCustomAttribute<FactAttribute>() is TheoryAttribute
        ? [.. method.GetCustomAttributes<DataAttribute>().SelectMany(d => d.GetData(method))]
        : [[]];
}
