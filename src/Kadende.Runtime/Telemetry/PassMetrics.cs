using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Kadende.Runtime.Telemetry;

/// <summary>What operators can measure of passes, plans, provider calls and nodes; names and units are listed in <c>docs/observability.md</c>.</summary>
public static class PassMetrics
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "Kadende";

    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    public static readonly Histogram<double> LookDuration = Seconds(
        "kadende.look.duration",
        "One look at one group, from reading it to recording what came of it."
    );

    public static readonly Histogram<double> PlanDuration = Seconds(
        "kadende.plan.duration",
        "Deciding what a look leads to."
    );

    public static readonly Histogram<double> ProviderCallDuration = Seconds(
        "kadende.provider.call.duration",
        "One call of a provider plugin, by provider, operation and outcome."
    );

    public static readonly Histogram<double> DetectDuration = Seconds(
        "kadende.node.detect.duration",
        "From the first bad answer of a node to the verdict that it is unhealthy, by group."
    );

    public static readonly Histogram<double> DecideDuration = Seconds(
        "kadende.node.decide.duration",
        "From the verdict on a node to the beginning of its replacement, by group."
    );

    public static readonly Histogram<double> CreateDuration = Seconds(
        "kadende.node.create.duration",
        "From asking the provider for a machine to knowing that it exists, by group."
    );

    public static readonly Histogram<double> ReadyDuration = Seconds(
        "kadende.node.ready.duration",
        "From the decision to make a node to its being up and healthy, by group."
    );

    public static readonly NodeGauge Nodes = new(Meter);

    private static Histogram<double> Seconds(string name, string description) =>
        Meter.CreateHistogram<double>(name, "s", description);
}
