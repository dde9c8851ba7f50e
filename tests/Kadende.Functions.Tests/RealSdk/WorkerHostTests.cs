using System.Reflection;
using System.Text.Json;
using Kadende.Functions.Passes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Xunit;

namespace Kadende.Functions.Tests.RealSdk;

/// <summary>The worker as the program puts it together, with the settings of the sample. Only what talks to a Functions host is not run.</summary>
public sealed class WorkerHostTests : IDisposable
{
    private readonly IHost _host = BuildForDevelopment();

    public static TheoryData<Type> FunctionClasses =>
        [
            .. typeof(PassTimer)
                .Assembly.GetTypes()
                .Where(type => type is { IsAbstract: false })
                .Where(type => type.GetMethods().Any(method => method.IsDefined(typeof(FunctionAttribute)))),
        ];

    [Fact]
    public void Container_Built_WasLookedThrough() =>
        // In this environment the framework refuses a container that lacks anything.
        Assert.True(_host.Services.GetRequiredService<IHostEnvironment>().IsDevelopment());

    [Fact]
    public void Settings_OfTheSample_HaveNoFaults() =>
        _host.Services.GetRequiredService<IStartupValidator>().Validate();

    [Theory]
    [MemberData(nameof(FunctionClasses))]
    public void FunctionClass_Asked_CanBeMade(Type function)
    {
        using var invocation = _host.Services.CreateScope();

        // Which is what the worker does for each invocation.
        Assert.NotNull(ActivatorUtilities.CreateInstance(invocation.ServiceProvider, function));
    }

    [Fact]
    public void ForwardedHeaders_OfTheWorker_AreStillItsOwn()
    {
        var headers = _host.Services.GetRequiredService<IOptions<ForwardedHeadersOptions>>().Value;
        var untouched = new ForwardedHeadersOptions();

        Assert.Equal(ForwardedHeaders.All, headers.ForwardedHeaders);
        // The host stands on this machine: nobody else is believed.
        Assert.Equal(untouched.KnownProxies, headers.KnownProxies);
        Assert.Equal(untouched.KnownIPNetworks, headers.KnownIPNetworks);
    }

    [Fact]
    public void WebServer_OfTheWorker_HasOurLimits()
    {
        var kestrel = _host.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value;

        Assert.Equal(1024 * 1024, kestrel.Limits.MaxRequestBodySize);
        Assert.False(kestrel.AddServerHeader);
    }

    public void Dispose() => _host.Dispose();

    private static IHost BuildForDevelopment()
    {
        // The worker takes it from there only.
        Environment.SetEnvironmentVariable("AZURE_FUNCTIONS_ENVIRONMENT", "Development");
        return FunctionsHost.Build([.. Sample()]);
    }

    private static IEnumerable<string> Sample()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Settings", "local.settings.sample.json");
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return
        [
            .. document
                .RootElement.GetProperty("Values")
                .EnumerateObject()
                .Select(one => $"--{one.Name.Replace("__", ":", StringComparison.Ordinal)}={one.Value.GetString()}"),
        ];
    }
}
