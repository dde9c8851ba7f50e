using Kadende.Plugins.Secrets;
using Kadende.Plugins.Tests.Conformance;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Kadende.Plugins.Tests.Secrets;

/// <summary>A folder with the secret <c>db</c>.</summary>
internal sealed class SecretBench : IDisposable
{
    public const string Value = "hunter2-planted";

    private readonly TemporaryDirectory _folder = new();

    public SecretBench() => System.IO.File.WriteAllText(File, Value + "\n");

    public FakeTimeProvider Time { get; } = new();

    public string File => Path.Combine(_folder.Path, "db");

    public SecretProvider With(EchoProvider echo) => new(echo, Store());

    public SecretStore Store()
    {
        var options = Options.Create(new SecretOptions { Folder = _folder.Path });
        return new SecretStore([new EnvironmentSecrets(), new FolderSecrets(options)], options, Time);
    }

    public void Dispose() => _folder.Dispose();
}
