using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Kadende.Core.Webhooks;

/// <summary>Signatures by the rule of Standard Webhooks, so that receivers can check them with a library.</summary>
public static class WebhookSignature
{
    public const string IdHeader = "webhook-id";
    public const string TimeHeader = "webhook-timestamp";
    public const string Header = "webhook-signature";

    /// <summary>What a key begins with when it is written out; the rest is base64.</summary>
    public const string SecretLead = "whsec_";

    /// <summary>A signature of each key, parted by spaces: one of them must fit.</summary>
    public static string Of(IEnumerable<byte[]> keys, string id, DateTimeOffset sentAt, ReadOnlySpan<byte> body)
    {
        var lead = Encoding.UTF8.GetBytes($"{id}.{Timestamp(sentAt)}.");
        byte[] signed = [.. lead, .. body];
        return string.Join(' ', keys.Select(key => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, signed))}"));
    }

    /// <summary>The time as the header has it: whole seconds.</summary>
    public static string Timestamp(DateTimeOffset sentAt) =>
        sentAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
