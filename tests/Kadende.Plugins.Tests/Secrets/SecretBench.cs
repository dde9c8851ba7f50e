using Kadende.Plugins.Secrets;
using Kadende.Plugins.Tests.Conformance;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Kadende.Plugins.Tests.Secrets;

/// <summary>A folder with the secret <c>db</c>, and teams with secrets of their own.</summary>
internal sealed class SecretBench : IDisposable
{
    public const string Value = "hunter2-planted";

    private readonly TemporaryDirectory _folder = new();

    public SecretBench() => System.IO.File.WriteAllText(File, Value + "\n");

    public FakeTimeProvider Time { get; } = new();

    public string File => Path.Combine(_folder.Path, "db");

    public MemoryTeamSecrets Teams { get; } = new();

    public SecretProvider With(EchoProvider echo, string team = "default") => new(echo, new SecretOwner(Store(), team));

    /// <param name="sharedWith">The teams that may name the secrets of the folder.</param>
    public SecretStore Store(params IReadOnlyList<string> sharedWith)
    {
        var options = Options.Create(
            new SecretOptions { Folder = _folder.Path, SharedWith = sharedWith.Count > 0 ? sharedWith : null }
        );
        return new SecretStore(Teams, [new EnvironmentSecrets(), new FolderSecrets(options)], options, Time);
    }

    public void Dispose() => _folder.Dispose();
}
