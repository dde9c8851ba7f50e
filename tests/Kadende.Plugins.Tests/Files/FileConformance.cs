using Kadende.Plugins.Files;
using Kadende.Plugins.Tests.Conformance;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Tests.Files;

public sealed class FileConformance : ProviderConformance
{
    private readonly TemporaryDirectory _directory = new();

    protected override string GoodProperties => """{ "directory": "shared/data", "content": "hello" }""";

    protected override string BadProperties => """{ "directory": "../outside" }""";

    protected override string BadPath => "directory";

    protected override int Many => 2100;

    protected override IProvider Open() =>
        new FileProvider(Options.Create(new FileProviderOptions { Directory = _directory.Path }), TimeProvider.System);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _directory.Dispose();
    }
}
