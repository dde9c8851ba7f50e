using Xunit;

namespace Kadende.TestKit.Azurite;

/// <summary>
/// One Azurite for a whole test assembly, started by the first test that asks for it:
/// <c>[assembly: AssemblyFixture(typeof(AzuriteFixture))]</c>. Each test class takes a prefix of its own from <see cref="NewPrefix"/>.
/// </summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private readonly Lazy<Task<AzuriteServer>> _server = new(() => AzuriteServer.StartAsync(null, default));

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public Task<AzuriteServer> ServerAsync() => _server.Value;

    /// <summary>A table prefix that no other test has.</summary>
    public static string NewPrefix() => $"T{Guid.NewGuid():N}";

    public async ValueTask DisposeAsync()
    {
        if (_server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await _server.Value).DisposeAsync();
        }
    }
}
