using System.CommandLine;
using GpuCqa.Cli.Cohorts;
using GpuCqa.Cli.Remote;

namespace GpuCqa.Cli.Verbs;

/// <summary>The command line of the program: every verb and the options before it.</summary>
public static class ProgramCommand
{
    /// <summary>The root of the command line.</summary>
    public static RootCommand Create()
    {
        var root = new RootCommand("GpuCqa finds, in the single cells of many manufacturing lots, the subpopulation whose share goes with potency.");
        root.Options.Add(CommonOptions.Verbose);
        ServerOptions.AddTo(root);
        root.Subcommands.Add(DiscoverVerb.Create());
        root.Subcommands.Add(AssociateVerb.Create());
        root.Subcommands.Add(MapVerb.Create());
        root.Subcommands.Add(PlanVerb.Create());
        root.Subcommands.Add(SpecificationVerb.Create());
        root.Subcommands.Add(DetectVerb.Create());
        root.Subcommands.Add(PotencyVerb.Create());
        root.Subcommands.Add(PerturbVerb.Create());
        root.Subcommands.Add(RegistryVerb.Create());
        root.Subcommands.Add(CompareVerb.Create());
        root.Subcommands.Add(KeyVerb.Create());
        root.Subcommands.Add(SignVerb.Create());
        root.Subcommands.Add(VerifyVerb.Create());
        root.Subcommands.Add(QualifyVerb.Create());
        root.Subcommands.Add(CohortVerb.Create());
        root.Subcommands.Add(AttachVerb.Create());
        root.Subcommands.Add(ReportVerb.Create());
        root.Subcommands.Add(ReferenceVerb.Create());
        root.Subcommands.Add(InspectVerb.Create());
        root.Subcommands.Add(SimulateVerb.Create());
        root.Subcommands.Add(ScoreVerb.Create());
        root.Subcommands.Add(DemoVerb.Create());
        root.Subcommands.Add(DevicesVerb.Create());
        root.Subcommands.Add(ServeVerb.Create());
        root.Subcommands.Add(BenchVerb.Create());
        NumberOptions.Guard(root);
        return root;
    }
}
