using System.Text;
using GpuCqa.Core.Errors;

namespace GpuCqa.Cli.Running;

/// <summary>Passphrases of keys; never on the command line, where others see them.</summary>
internal static class Passphrases
{
    /// <summary>Reads a passphrase from a file, from standard input, or unseen from the terminal.</summary>
    /// <param name="file">The file, "-" for standard input, or null for the terminal.</param>
    /// <param name="prompt">What the terminal asks.</param>
    /// <param name="twice">Whether it asks again, for a passphrase that is new.</param>
    /// <exception cref="InvalidParameterException">There is none, or the two differ.</exception>
    /// <exception cref="NotFoundException">There is no such file.</exception>
    public static string Read(string? file, string prompt, bool twice)
    {
        if (file == "-") return Some(Console.In.ReadLine());
        if (file is not null)
        {
            if (!File.Exists(file)) throw new NotFoundException($"{file}: there is no such file of a passphrase.");
            return Some(File.ReadLines(file).FirstOrDefault());
        }

        if (Console.IsInputRedirected) throw new InvalidParameterException("There is no terminal to ask for the passphrase; give --passphrase-file.");
        string passphrase = Some(Asked(prompt));
        if (twice && Asked("Again: ") != passphrase) throw new InvalidParameterException("The two passphrases differ.");
        return passphrase;
    }

    private static string Some(string? text) => string.IsNullOrEmpty(text) ? throw new InvalidParameterException("The passphrase is empty.") : text;

    private static string Asked(string prompt)
    {
        Console.Error.Write(prompt);
        var text = new StringBuilder();
        while (true)
        {
            ConsoleKeyInfo key = Console.ReadKey(intercept: true);
            if (key.Key == ConsoleKey.Enter) break;
            if (key.Key == ConsoleKey.Backspace && text.Length > 0) text.Length--;
            else if (!char.IsControl(key.KeyChar)) text.Append(key.KeyChar);
        }

        Console.Error.WriteLine();
        return text.ToString();
    }
}
