using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Kadende.Core.Specs;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.Secrets;

/// <summary>The secrets of one call: filled into what the plugin gets, and taken out of what it says.</summary>
internal sealed class KnownSecrets
{
    private readonly IReadOnlyDictionary<string, string> _values;

    private KnownSecrets(IReadOnlyDictionary<string, string> values) => _values = values;

    /// <exception cref="CredentialException">A secret is missing.</exception>
    /// <exception cref="ProviderUnavailableException">A secret could not be looked for.</exception>
    public static async Task<KnownSecrets> ReadAsync(
        SecretOwner secrets,
        JsonElement properties,
        CancellationToken cancellationToken
    )
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var use in SecretText.Find(properties).DistinctBy(use => use.Name))
        {
            values[use.Name] =
                await secrets.FindAsync(use.Name, cancellationToken)
                ?? throw new CredentialException(secrets.MissingMessage(use.Name));
        }

        return new KnownSecrets(values);
    }

    public JsonElement Fill(JsonElement properties) => SecretText.Fill(properties, name => _values[name]);

    [return: NotNullIfNotNull(nameof(text))]
    public string? Hide(string? text) => text is null ? null : SecretText.Hide(text, _values);

    public IReadOnlyDictionary<string, string> Hide(IReadOnlyDictionary<string, string> texts) =>
        texts.Values.Any(Tells)
            ? texts.ToDictionary(text => text.Key, text => Hide(text.Value), StringComparer.Ordinal)
            : texts;

    /// <summary>
    /// The same failure without the values, for one that tells any. What lies below it is left out: logs print it too.
    /// </summary>
    public ProviderException Hidden(Exception failure)
    {
        var message = Hide(failure.Message);
        return failure switch
        {
            ThrottledException throttled => new ThrottledException(message, throttled.RetryAfter),
            QuotaExceededException => new QuotaExceededException(message),
            NoCapacityException => new NoCapacityException(message),
            CredentialException => new CredentialException(message),
            RequestRejectedException => new RequestRejectedException(message),
            InstanceGoneException => new InstanceGoneException(message),
            _ => new ProviderUnavailableException(message),
        };
    }

    /// <summary>Whether the failure, or what lies below it, tells a value.</summary>
    public bool IsToldBy(Exception failure) => Tells(failure.ToString());

    private bool Tells(string text) =>
        _values.Values.Any(value => value.Length > 0 && text.Contains(value, StringComparison.Ordinal));
}
