using System.Security.Cryptography;
using System.Text;
using GpuCqa.Core.Errors;

namespace GpuCqa.Reporting.Trust;

/// <summary>A person's key: ECDSA on P-256 with SHA-256. The private key lies in a file of its own (PKCS#8, AES-256 under a passphrase by PBKDF2 with 600,000 rounds of SHA-256), readable by its user only.</summary>
public sealed class SigningKey : IDisposable
{
    /// <summary>Ending of the file of a public key, behind the name of the private one's.</summary>
    public const string PublicEnding = ".pub";

    /// <summary>Characters that a passphrase has at least.</summary>
    public const int PassphraseLength = 12;

    private const string Encrypted = "ENCRYPTED PRIVATE KEY", Public = "PUBLIC KEY", Curve = "1.2.840.10045.3.1.7";
    private const int Rounds = 600_000;

    private readonly ECDsa key;

    private SigningKey(ECDsa key)
    {
        this.key = key;
        PublicKey = key.ExportSubjectPublicKeyInfo();
        Id = IdOf(PublicKey);
    }

    /// <summary>SHA-256 of the public key, lower-case hex.</summary>
    public string Id { get; }

    /// <summary>The public key (SubjectPublicKeyInfo, DER).</summary>
    public byte[] PublicKey { get; }

    /// <summary>Makes a key: FILE for its owner alone, and FILE.pub for everyone.</summary>
    /// <exception cref="InvalidParameterException">The passphrase is too short.</exception>
    /// <exception cref="PreconditionException">One of the files exists, or cannot be written.</exception>
    public static SigningKey Create(string path, string passphrase)
    {
        if (passphrase.Length < PassphraseLength) throw new InvalidParameterException($"The passphrase has {passphrase.Length} characters; expected at least {PassphraseLength}.");
        if (File.Exists(path) || File.Exists(path + PublicEnding)) throw new PreconditionException($"{path}: there is a key already; keys are never overwritten. Choose another name.");
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using (var writer = new StreamWriter(path, Encoding.ASCII, options)) writer.Write(made.ExportEncryptedPkcs8PrivateKeyPem(passphrase, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, Rounds)) + "\n");
            File.WriteAllText(path + PublicEnding, made.ExportSubjectPublicKeyInfoPem() + "\n", Encoding.ASCII);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new PreconditionException($"{path}: the key cannot be written: {error.Message}", error);
        }

        return Open(path, passphrase);
    }

    /// <summary>Opens a private key.</summary>
    /// <exception cref="NotFoundException">There is no such file.</exception>
    /// <exception cref="BadDataException">It is no private key of this kind, or one without a passphrase.</exception>
    /// <exception cref="PreconditionException">Others can read it, or the passphrase is wrong.</exception>
    public static SigningKey Open(string path, string passphrase)
    {
        string text = Text(path);
        PemFields fields = Find(path, text);
        if (text[fields.Label] != Encrypted) throw new BadDataException(path, null, text[fields.Label] == Public ? "is a public key; give the private one" : "is no private key under a passphrase");
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & (UnixFileMode)0x3F) != 0) throw new PreconditionException($"{path}: others of this machine can read the private key. Take it from them (chmod 600) and think of whether they had it.");
        var key = ECDsa.Create();
        try
        {
            key.ImportFromEncryptedPem(text, passphrase);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            key.Dispose();
            throw new PreconditionException($"{path}: the key does not open: the passphrase is wrong, or the file is damaged.", error);
        }

        return new SigningKey(Checked(path, key));
    }

    /// <summary>Reads a public key (FILE.pub).</summary>
    /// <returns>SubjectPublicKeyInfo, DER.</returns>
    /// <exception cref="NotFoundException">There is no such file.</exception>
    /// <exception cref="BadDataException">It is no public key of this kind.</exception>
    public static byte[] ReadPublic(string path)
    {
        string text = Text(path);
        PemFields fields = Find(path, text);
        if (text[fields.Label] != Public) throw new BadDataException(path, null, $"is no public key; it lies beside the private one, as {Path.GetFileName(path)}{PublicEnding}");
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(text);
            return Checked(path, key).ExportSubjectPublicKeyInfo();
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            throw new BadDataException(path, null, $"is no public key on P-256: {error.Message}", error);
        }
    }

    /// <summary>The id of a public key.</summary>
    public static string IdOf(byte[] publicKey) => Convert.ToHexStringLower(SHA256.HashData(publicKey));

    /// <summary>Signs bytes.</summary>
    /// <returns>The signature (DER).</returns>
    public byte[] Sign(byte[] bytes) => key.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    /// <summary>Whether the key of a public key signed these bytes.</summary>
    public static bool Verifies(byte[] publicKey, byte[] bytes, byte[] signature)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(publicKey, out int read);
            return read == publicKey.Length && key.ExportParameters(false).Curve.Oid.Value == Curve && key.VerifyData(bytes, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();

    private static ECDsa Checked(string path, ECDsa key) => key.ExportParameters(false).Curve.Oid.Value == Curve ? key : throw new BadDataException(path, null, "is a key on another curve; expected P-256");

    private static string Text(string path)
    {
        if (!File.Exists(path)) throw new NotFoundException($"{path}: there is no such key. gpucqa key new makes one.");
        try
        {
            return new FileInfo(path).Length > 1 << 16 ? throw new BadDataException(path, null, "is too large for a key") : File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new PreconditionException($"{path}: cannot be read: {error.Message}", error);
        }
    }

    private static PemFields Find(string path, string text) => PemEncoding.TryFind(text, out PemFields fields) ? fields : throw new BadDataException(path, null, "is no key (PEM)");
}
