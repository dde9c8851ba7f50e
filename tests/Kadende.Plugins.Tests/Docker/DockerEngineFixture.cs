using Kadende.TestKit.Docker;

namespace Kadende.Plugins.Tests.Docker;

/// <summary>A Docker daemon that all tests of the provider share, with one image and one network; none where none can be started.</summary>
[CollectionDefinition(Name)]
public sealed class DockerEngineFixture : ICollectionFixture<DockerEngineFixture>, IAsyncLifetime
{
    public const string Name = "Docker";
    public const string Image = "kadende-test:1";
    public const string Network = "kadende-test";

    private DockerDaemon? _daemon;

    /// <summary>The running daemon; skips the test where there is none.</summary>
    public DockerDaemon Daemon
    {
        get
        {
            Assert.SkipWhen(_daemon is null, DockerDaemon.Missing() ?? "");
            return _daemon;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (DockerDaemon.Missing() is null)
        {
            _daemon = await DockerDaemon.StartAsync();
            await _daemon.ImportAsync(Image);
            Assert.Equal(0, (await RunAsync($"docker network create {Network}")).ExitCode);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_daemon is not null)
        {
            await RunAsync("docker rm -f -v $(docker ps -aq)");
            // Its bridge would outlive the daemon.
            await RunAsync($"docker network rm {Network}");
            _daemon.Dispose();
        }
    }

    /// <summary>Asks the daemon as a user would.</summary>
    public Task<Sdk.Machines.ExecResult> RunAsync(string script) =>
        Daemon.Shell.ExecAsync(script, TimeSpan.FromSeconds(30), CancellationToken.None);
}
