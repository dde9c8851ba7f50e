using Kadende.Sdk.Machines;
using Kadende.TestKit.Docker;

namespace Kadende.Plugins.Tests.Docker;

/// <summary>An engine that all tests of one kind share, with one image and one network; none where none can run a container.</summary>
public abstract class EngineFixture : IAsyncLifetime
{
    public const string Image = "kadende-test:1";
    public const string Network = "kadende-test";

    private IContainerEngine? _engine;
    private string _missing = "";

    /// <summary>The running engine; skips the test where there is none.</summary>
    public IContainerEngine Engine
    {
        get
        {
            Assert.SkipWhen(_engine is null, _missing);
            return _engine;
        }
    }

    /// <exception cref="EngineMissingException">There can be none here.</exception>
    protected abstract Task<IContainerEngine> StartAsync();

    public async ValueTask InitializeAsync()
    {
        try
        {
            _engine = await StartAsync();
            await TestImage.ImportAsync(_engine, Image);
            await ProbeAsync($"docker network create {Network}");
            await ProbeAsync($"docker run -d --rm --network {Network} -p 127.0.0.1::80 {Image} /bin/sh -c 'exit 0'");
        }
        catch (EngineMissingException missing)
        {
            _missing = missing.Message;
            await DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_engine is not null)
        {
            await RunAsync("docker rm -f -v $(docker ps -aq)");
            // Its bridge would outlive the engine.
            await RunAsync($"docker network rm {Network}");
            _engine.Dispose();
            _engine = null;
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Asks the engine as a user would.</summary>
    public Task<ExecResult> RunAsync(string script) =>
        Engine.Shell.ExecAsync(script, TimeSpan.FromSeconds(30), CancellationToken.None);

    private async Task ProbeAsync(string command)
    {
        var result = await RunAsync(command);
        if (result.ExitCode != 0)
        {
            throw new EngineMissingException(
                $"An engine that runs here cannot '{command}': {result.Output.ReplaceLineEndings(" ").Trim()}"
            );
        }
    }
}
