namespace GpuCqa.Validation;

internal static class TypesCommand
{
    public static void Run(Options options) => throw new NotSupportedException(options.Text("data"));
}
