using System.Security.Cryptography;

namespace Kadende.Runtime.Webhooks;

/// <summary>This process, as the rows of webhooks name it.</summary>
internal sealed class WebhookHost
{
    public string Id { get; } = RandomNumberGenerator.GetHexString(16, lowercase: true);
}
