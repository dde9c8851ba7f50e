using System.ComponentModel.DataAnnotations;

namespace Kadende.Plugins.Machines;

/// <summary>How commands reach machines whose provider cannot run them. Section <c>Kadende:Ssh</c>; without user and key there is no SSH.</summary>
public sealed class SshOptions : IValidatableObject
{
    public const string Section = "Kadende:Ssh";

    /// <summary>Who logs in.</summary>
    public string? User { get; init; }

    /// <summary>The machines' port, as the machine knows it.</summary>
    [Range(1, 65535)]
    public int Port { get; init; } = 22;

    /// <summary>Where the private key stands; in the formats of OpenSSH and PEM.</summary>
    public string? PrivateKeyFile { get; init; }

    /// <summary>Opens the private key; empty when it has none.</summary>
    public string? Passphrase { get; init; }

    /// <summary>How many connections may be in use at once; the machines of one group get half of them at most.</summary>
    [Range(1, 1000)]
    public int Parallelism { get; init; } = 400;

    public bool IsSetUp => !string.IsNullOrEmpty(User) && !string.IsNullOrEmpty(PrivateKeyFile);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrEmpty(User) != string.IsNullOrEmpty(PrivateKeyFile))
        {
            yield return new ValidationResult(
                $"{Section} needs both User and PrivateKeyFile, or neither when there is to be no SSH.",
                [nameof(User), nameof(PrivateKeyFile)]
            );
        }
        else if (IsSetUp && !File.Exists(PrivateKeyFile))
        {
            yield return new ValidationResult(
                $"{Section}:PrivateKeyFile '{PrivateKeyFile}' is no file that can be read.",
                [nameof(PrivateKeyFile)]
            );
        }
    }
}
