using System.Security.Cryptography;
using Kadende.Core.Webhooks;
using Microsoft.AspNetCore.DataProtection;

namespace Kadende.Runtime.Webhooks;

/// <summary>The keys of signatures: made here, shown once, kept encrypted.</summary>
internal sealed class WebhookSecrets(IDataProtectionProvider protection)
{
    private const int KeyBytes = 32;

    // What was encrypted for one purpose cannot be read for another one.
    private readonly IDataProtector _protector = protection.CreateProtector("Kadende.Webhooks");

    /// <summary>A key that was never given out before.</summary>
    /// <returns>For the receiver, and as it is kept.</returns>
    public (string Text, string Sealed) New()
    {
        var key = RandomNumberGenerator.GetBytes(KeyBytes);
        return (
            WebhookSignature.SecretLead + Convert.ToBase64String(key),
            Convert.ToBase64String(_protector.Protect(key))
        );
    }

    /// <summary>The keys that sign now, the newest first.</summary>
    /// <exception cref="CryptographicException">The key ring has no key for them.</exception>
    public IReadOnlyList<byte[]> KeysOf(Webhook webhook, DateTimeOffset now) =>
        webhook.Former is { } former && former.Until > now
            ? [Open(webhook.SealedSecret), Open(former.SealedSecret)]
            : [Open(webhook.SealedSecret)];

    private byte[] Open(string secret) => _protector.Unprotect(Convert.FromBase64String(secret));
}
