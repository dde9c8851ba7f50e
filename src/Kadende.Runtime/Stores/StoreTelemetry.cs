using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Kadende.Runtime.Stores;

/// <summary>What operators see of the store: a span around each call, and a count of the requests on the wire.</summary>
internal static class StoreTelemetry
{
    public static readonly ActivitySource Activities = new("Kadende");

    private static readonly Meter Meter = new("Kadende");

    public static readonly Counter<long> Requests = Meter.CreateCounter<long>(
        "kadende.store.requests",
        "{request}",
        "Requests to the Table service, each retry counted."
    );
}
