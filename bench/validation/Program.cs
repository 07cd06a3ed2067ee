using GpuCqa.Validation;

string command = args.FirstOrDefault() ?? "";
Options options = Options.Parse(args.Skip(1));
switch (command)
{
    case "planted": PlantedCommand.Run(options); return 0;
    case "types": TypesCommand.Run(options); return 0;
    case "neighbourhoods": NeighbourhoodsCommand.Run(options); return 0;
    case "recovery": RecoveryCommand.Run(options); return 0;
    case "designs": DesignsCommand.Run(options.Number("runs", 5000), options.Text("part") ?? ""); return 0;
    case "compare": CompareCommand.Run(options); return 0;
    case "speed": SpeedCommand.Run(options); return 0;
    default:
        Console.Error.WriteLine("usage: planted|types|neighbourhoods|recovery|designs|compare|speed [--name value]...   (see bench/validation/README.md)");
        return 2;
}
