using System.ComponentModel.DataAnnotations;
using Kadende.Core.Access;

namespace Kadende.Plugins.Secrets;

/// <summary>Where the secrets are that specs name. Section <c>Kadende:Secrets</c>.</summary>
public sealed class SecretOptions : IValidatableObject
{
    public const string Section = "Kadende:Secrets";

    /// <summary>A folder with a file for each secret, named like it; null or empty: none.</summary>
    public string? Folder
    {
        get;
        init => field = NoneIfEmpty(value);
    }

    /// <summary>The Azure Key Vault, such as <c>https://example.vault.azure.net</c>, asked with the identity of the host; null or empty: none.</summary>
    public string? KeyVault
    {
        get;
        init => field = NoneIfEmpty(value);
    }

    /// <summary>
    /// The teams whose specs may name the installation's own secrets: those of the environment, the folder and the Key Vault. <c>*</c>: all
    /// teams; empty texts name none; null: <c>default</c> only.
    /// </summary>
    public IReadOnlyList<string>? SharedWith { get; init; }

    /// <summary>How long a value is remembered before it is asked for again.</summary>
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromMinutes(5);

    public bool IsSharedWith(string team) =>
        SharedWith is null ? team == AccessRules.DefaultTeam : SharedWith.Any(one => one == "*" || one == team);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Folder is not null && !Directory.Exists(Folder))
        {
            yield return new ValidationResult($"{Section}:Folder '{Folder}' is no folder.", [nameof(Folder)]);
        }

        if (
            KeyVault is not null
            && !(Uri.TryCreate(KeyVault, UriKind.Absolute, out var vault) && vault.Scheme == "https")
        )
        {
            yield return new ValidationResult(
                $"{Section}:KeyVault '{KeyVault}' is no https URL, such as https://example.vault.azure.net.",
                [nameof(KeyVault)]
            );
        }
    }

    private static string? NoneIfEmpty(string? text) => text?.Length > 0 ? text : null;
}
