using Xunit;

namespace Kadende.TestKit.Moto;

/// <summary>
/// One moto for a whole test assembly, started by the first test that asks for it:
/// <c>[assembly: AssemblyFixture(typeof(MotoFixture))]</c>. Tests keep apart by labels of their own; a test that programs failures
/// starts an <see cref="Ec2Front"/> of its own before it.
/// </summary>
public sealed class MotoFixture : IAsyncLifetime
{
    private readonly Lazy<Task<MotoServer>> _server = new(() => MotoServer.StartAsync(CancellationToken.None));

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>A front before the assembly's moto; skips the test where there is no moto.</summary>
    public async Task<Ec2Front> OpenFrontAsync(CancellationToken cancellationToken)
    {
        if (MotoServer.Missing is { } reason)
        {
            // How xunit.v3 tells a test that is skipped while it runs, without its assertions.
            throw new InvalidOperationException($"$XunitDynamicSkip${reason}");
        }

        var server = await _server.Value;
        return await Ec2Front.StartAsync(server.Address, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await _server.Value).DisposeAsync();
        }
    }
}
