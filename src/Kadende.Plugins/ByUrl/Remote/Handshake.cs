using System.Text.Json;
using Kadende.Sdk.Failures;

namespace Kadende.Plugins.ByUrl.Remote;

/// <summary>Finds out once whether a plugin speaks a version of the interface that we know.</summary>
/// <param name="api">The interface, such as <c>Instance</c>.</param>
/// <param name="version">The version of it that we speak.</param>
internal sealed class Handshake(RpcClient client, string api, string version, TimeSpan limit)
{
    private readonly RpcMethod _hello = new("Handshake.Hello", limit);
    private readonly RpcMethod _implements = new("Handshake.Implements", limit);
    private volatile bool _isDone;

    /// <exception cref="RequestRejectedException">It does not speak our version.</exception>
    /// <exception cref="ProviderUnavailableException">It could not be asked.</exception>
    public async Task DoAsync(CancellationToken cancellationToken)
    {
        if (_isDone)
        {
            return;
        }

        var spoken = await SpokenAsync(cancellationToken);
        if (!spoken.Contains($"{api}/{version}", StringComparer.Ordinal))
        {
            var all = spoken.Count == 0 ? "nothing" : string.Join(", ", spoken);
            throw new RequestRejectedException(
                $"The plugin {client.Name} does not speak {api}/{version}, the version that is known here; it speaks {all}."
            );
        }

        _isDone = true;
    }

    private async Task<IReadOnlyList<string>> SpokenAsync(CancellationToken cancellationToken)
    {
        try
        {
            var hello = await client.CallAsync(_hello, Nothing, cancellationToken);
            return hello.TryGetProperty("Objects", out var objects) && objects.ValueKind == JsonValueKind.Object
                ? [.. objects.EnumerateObject().Select(one => one.Name)]
                : [];
        }
        catch (RpcException)
        {
            // Older plugins know this one only.
            return await ImplementedAsync(cancellationToken);
        }
    }

    private async Task<IReadOnlyList<string>> ImplementedAsync(CancellationToken cancellationToken)
    {
        try
        {
            var answer = await client.CallAsync(_implements, Nothing, cancellationToken);
            return answer.TryGetProperty("APIs", out var all) && all.ValueKind == JsonValueKind.Array
                ? [.. all.EnumerateArray().Select(one => $"{one.Text("Name")}/{one.Text("Version")}")]
                : [];
        }
        catch (RpcException refusal)
        {
            throw new RequestRejectedException(
                $"The plugin {client.Name} answers neither Handshake.Hello nor Handshake.Implements: {refusal.Message}",
                refusal
            );
        }
    }

    private static void Nothing(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteEndObject();
    }
}
