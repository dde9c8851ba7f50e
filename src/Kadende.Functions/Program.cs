using Kadende.Functions;
using Microsoft.Extensions.Hosting;

await FunctionsHost.Build(args).RunAsync(CancellationToken.None);
