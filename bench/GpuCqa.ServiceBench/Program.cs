using GpuCqa.Bench;
using GpuCqa.ServiceBench.Labels;
using GpuCqa.ServiceBench.Reads;
using GpuCqa.ServiceBench.Soak;
using GpuCqa.ServiceBench.Uploads;

string command = args.FirstOrDefault() ?? "";
Options options = Options.Parse(args.Skip(1));
switch (command)
{
    case "upload": await UploadCommand.Run(options); return 0;
    case "labels": await LabelCommand.Run(options); return 0;
    case "read": await ReadCommand.Run(options); return 0;
    case "soak": return await SoakCommand.Run(options);
    case "writer": await WriterCommand.Run(options); return 0;
    case "plain": await PlainServer.Run(options); return 0;
    case "files": await FileServer.Run(options); return 0;
    default:
        Console.Error.WriteLine("usage: upload|read|labels|soak [--name value]...   (see bench/README.md)");
        return 2;
}
