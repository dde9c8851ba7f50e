using System.Text.Json;
using Kadende.Core.Specs;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Secrets;

/// <summary>What is wrong with the secrets that properties name.</summary>
internal static class SecretFaults
{
    public static async Task<IReadOnlyList<PropertyFault>> FindAsync(
        SecretOwner secrets,
        JsonElement properties,
        CancellationToken cancellationToken
    )
    {
        var faults = new List<PropertyFault>();
        foreach (var use in SecretText.MaySpeak(properties) ? SecretText.Find(properties) : [])
        {
            if (!SecretText.IsName(use.Name))
            {
                faults.Add(
                    new PropertyFault(
                        use.Path,
                        $"'{use.Name}' cannot name a secret: use 1 to {SecretText.MaxName} letters, digits, '.', '_' and '-', beginning "
                            + "with a letter or digit; to write the text itself, begin it with '$${secret:'."
                    )
                );
            }
            else if (!await IsThereAsync(secrets, use.Name, cancellationToken))
            {
                faults.Add(new PropertyFault(use.Path, secrets.MissingMessage(use.Name)));
            }
        }

        return faults;
    }

    private static async Task<bool> IsThereAsync(SecretOwner secrets, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await secrets.FindAsync(name, cancellationToken) is not null;
        }
        catch (ProviderException)
        {
            // It could not be looked for, and that must not refuse the spec.
            return true;
        }
    }
}
