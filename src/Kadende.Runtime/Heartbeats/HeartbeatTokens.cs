using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Kadende.Core.Specs;
using Kadende.Runtime.Stores;

namespace Kadende.Runtime.Heartbeats;

/// <summary>
/// The tokens that nodes send their heartbeats with. A token names its node and proves it with a code made from the installation's
/// secret: it is stored nowhere, any host can check it, and it is good for nothing but its node's heartbeats.
/// </summary>
public sealed class HeartbeatTokens(IInstallationStore installation)
{
    private const string Lead = "knh_";
    private const int MostCharacters = 2048;

    /// <summary>Keeps these codes apart from whatever else the secret may be used for some day.</summary>
    private static readonly byte[] Purpose = "kadende heartbeat 1\n"u8.ToArray();

    public async Task<string> MakeAsync(HeartbeatSubject subject, CancellationToken cancellationToken)
    {
        var name = Encoding.UTF8.GetBytes($"{subject.ClusterId}|{subject.Group.Value}|{subject.NodeId}");
        var code = await CodeOfAsync(name, cancellationToken);
        return $"{Lead}{Base64Url.EncodeToString(name)}.{Base64Url.EncodeToString(code)}";
    }

    /// <returns>Null: nobody made this token here.</returns>
    public async Task<HeartbeatSubject?> ReadAsync(string token, CancellationToken cancellationToken)
    {
        if (
            token.Length > MostCharacters
            || !token.StartsWith(Lead, StringComparison.Ordinal)
            || token[Lead.Length..].Split('.') is not [var first, var second]
            || !Base64Url.IsValid(first)
            || !Base64Url.IsValid(second)
        )
        {
            return null;
        }

        var name = Base64Url.DecodeFromChars(first);
        var expected = await CodeOfAsync(name, cancellationToken);
        return CryptographicOperations.FixedTimeEquals(expected, Base64Url.DecodeFromChars(second))
            ? SubjectOf(Encoding.UTF8.GetString(name))
            : null;
    }

    private async Task<byte[]> CodeOfAsync(byte[] name, CancellationToken cancellationToken) =>
        HMACSHA256.HashData(await installation.ReadSecretAsync(cancellationToken), (byte[])[.. Purpose, .. name]);

    /// <summary>Names hold no bar, so that the parts cannot be mistaken.</summary>
    private static HeartbeatSubject? SubjectOf(string name) =>
        name.Split('|') is [var cluster, var group, var node]
            ? new HeartbeatSubject(cluster, GroupPath.Parse(group), node)
            : null;
}
