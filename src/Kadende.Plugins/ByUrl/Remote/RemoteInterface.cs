using System.Text.Json;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.ByUrl.Remote;

/// <summary>One interface of a plugin, of one sub-type: each question is asked after the handshake, and names the sub-type first.</summary>
/// <param name="name">Such as <c>Instance</c>.</param>
/// <param name="version">The version of it that we speak.</param>
/// <param name="type">The sub-type; empty for a plugin without any.</param>
/// <param name="handshakeLimit">How long the handshake may take.</param>
internal sealed class RemoteInterface(
    RpcClient client,
    string name,
    string version,
    string type,
    TimeSpan handshakeLimit
)
{
    private readonly Handshake _handshake = new(client, name, version, handshakeLimit);

    /// <param name="parameters">Writes the fields besides the sub-type.</param>
    /// <exception cref="RpcException">The plugin refuses.</exception>
    /// <exception cref="ProviderUnavailableException">There is no usable answer.</exception>
    public async Task<JsonElement> AskAsync(
        RpcMethod method,
        Action<Utf8JsonWriter> parameters,
        CancellationToken cancellationToken
    )
    {
        await _handshake.DoAsync(cancellationToken);
        var answer = await client.CallAsync(
            method,
            writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("Type", type);
                parameters(writer);
                writer.WriteEndObject();
            },
            cancellationToken
        );
        return answer.Text("Type") is { Length: > 0 } other && !string.Equals(other, type, StringComparison.Ordinal)
            ? throw new ProviderUnavailableException(
                $"The plugin {client.Name} talks nonsense: {method.Name} was asked of '{type}', and answered by '{other}'."
            )
            : answer;
    }
}
