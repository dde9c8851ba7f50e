using Kadende.Api;
using Kadende.Functions.Http;
using Kadende.Functions.Passes;
using Kadende.Functions.Telemetry;
using Kadende.Plugins;
using Kadende.Runtime.Passes;
using Kadende.Runtime.Retention;
using Kadende.Runtime.Stores;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder
    .Services.AddKadendeStore(builder.Configuration)
    .AddKadendePlugins(builder.Configuration)
    .AddKadendePasses(builder.Configuration)
    .AddKadendeRetention(builder.Configuration)
    .AddKadendeApi(builder.Configuration)
    .AddHttpPipeline()
    .AddDurablePasses(builder.Configuration)
    .AddTelemetry(builder.Configuration);
await builder.Build().RunAsync(CancellationToken.None);
