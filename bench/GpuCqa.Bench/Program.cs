using GpuCqa.Bench;

string command = args.FirstOrDefault() ?? "";
Options options = Options.Parse(args.Skip(1));
switch (command)
{
    case "anchors": AnchorsCommand.Run(options); return 0;
    case "knn": KnnCommand.Run(options); return 0;
    case "eigen": EigenCommand.Run(options); return 0;
    case "graph": GraphCommand.Run(options); return 0;
    case "layout": LayoutCommand.Run(options); return 0;
    case "gram": GramCommand.Run(options); return 0;
    case "ranks": RanksCommand.Run(options); return 0;
    case "leiden": LeidenCommand.Run(options); return 0;
    case "markers": MarkersCommand.Run(options); return 0;
    case "maxt": MaxTCommand.Run(options); return 0;
    case "pca": PcaCommand.Run(options); return 0;
    case "populations": PopulationsCommand.Run(options); return 0;
    case "rates": RatesCommand.Run(options); return 0;
    case "report": ReportCommand.Run(options); return 0;
    case "label": LabelCommand.Run(options); return 0;
    default:
        Console.Error.WriteLine("usage: anchors|knn|eigen|graph|gram|layout|ranks|leiden|markers|maxt|pca|populations|rates|report|label [--name value]...   (see bench/README.md)");
        return 2;
}
