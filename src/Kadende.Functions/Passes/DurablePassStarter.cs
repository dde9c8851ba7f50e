using Kadende.Runtime.Passes;
using Microsoft.DurableTask.Client;

namespace Kadende.Functions.Passes;

/// <summary>
/// Starts a pass from within an HTTP request, with the Durable client that the host has bound to that request. The client follows the
/// request's flow and not the <c>HttpContext</c>: in the worker a function does not run in the flow of the web server, so that
/// <c>IHttpContextAccessor</c> has nothing to give here.
/// </summary>
public sealed class DurablePassStarter(PassLauncher launcher) : IPassStarter
{
    private readonly AsyncLocal<DurableTaskClient?> _client = new();

    /// <summary>Runs one request, whose passes are started with this client.</summary>
    public async Task WithClientAsync(DurableTaskClient client, Func<Task> request)
    {
        ArgumentNullException.ThrowIfNull(request);
        _client.Value = client;
        await request();
    }

    public Task RequestAsync(string clusterId, CancellationToken cancellationToken)
    {
        var client =
            _client.Value ?? throw new InvalidOperationException("A pass was asked for outside of an HTTP request.");
        return launcher.HurryAsync(client, new PassRequest(clusterId, Due: null), cancellationToken);
    }
}
