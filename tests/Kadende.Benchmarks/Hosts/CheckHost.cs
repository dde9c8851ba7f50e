using System.Net;
using Kadende.Plugins;
using Kadende.Runtime.Passes;
using Kadende.Runtime.Stores;
using Kadende.TestKit.Ssh;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kadende.Benchmarks.Hosts;

/// <summary>What asks checks, and what answers them, in this process.</summary>
internal static class CheckHost
{
    /// <summary>The parts of a host that ask checks. No store is asked, as no check reads heartbeats.</summary>
    /// <param name="ssh">What machines are logged in to with, where commands are run on them.</param>
    public static ServiceProvider Services(SshServer? ssh)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Kadende:Store:ConnectionString"] = "UseDevelopmentStorage=true",
            ["Kadende:Ssh:User"] = ssh is null ? null : SshServer.User,
            ["Kadende:Ssh:PrivateKeyFile"] = ssh?.PrivateKeyFile,
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new ServiceCollection()
            .AddLogging()
            .AddKadendeStore(configuration)
            .AddKadendePlugins(configuration)
            .AddKadendePasses(configuration)
            .BuildServiceProvider();
    }

    /// <summary>A web server that is well.</summary>
    public static async Task<WebApplication> ServeAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.MapGet("/", () => "well");
        await app.StartAsync(cancellationToken);
        return app;
    }
}
