using GpuCqa.Core.Errors;

namespace GpuCqa.Formats.Text;

/// <summary>The bytes of a file as they are.</summary>
internal sealed class PlainInputStream(FileStream file, string path) : InputStream
{
    public override int Read(Span<byte> buffer)
    {
        try
        {
            return file.Read(buffer);
        }
        catch (IOException error)
        {
            throw new BadDataException(path, $"byte {file.Position}", $"cannot be read: {error.Message}", error);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) file.Dispose();
        base.Dispose(disposing);
    }
}
