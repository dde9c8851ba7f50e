using System.ComponentModel.DataAnnotations;
using Kadende.Core.Webhooks;
using Kadende.Plugins.Net;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Webhooks;

/// <summary>Where webhooks may lead, and how patient they are; section <c>Kadende:Webhooks</c>.</summary>
public sealed class WebhookOptions : IValidatableObject
{
    public const string Section = "Kadende:Webhooks";

    /// <summary>Hosts that URLs may name: <c>hooks.example.org</c>, <c>*.example.org</c> or <c>*</c>. Empty: all.</summary>
    public IReadOnlyList<string> AllowHosts { get; init; } = [];

    /// <summary>Hosts that may be spoken to without TLS, besides this machine itself.</summary>
    public IReadOnlyList<string> AllowHttp { get; init; } = [];

    /// <summary>
    /// Networks that receivers may be in. This machine, private networks and metadata services are only reached when an entry of
    /// <see cref="NetworkOptions.Allow"/> names them or a part of them.
    /// </summary>
    public NetworkOptions Networks { get; init; } = new();

    /// <summary>How long a receiver has to answer.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The wait after the first failure; it doubles from there.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan RetryFrom { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest wait between two tries.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RetryTo { get; init; } = TimeSpan.FromHours(1);

    /// <summary>A webhook that fails for so long is disabled.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "90.00:00:00")]
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromDays(3);

    /// <summary>How often the one-machine host looks at all clusters, also at those in which it wrote nothing.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many webhooks are sent to at the same time.</summary>
    [Range(1, 200)]
    public int Parallel { get; init; } = 16;

    internal RetryLimits Limits => new(RetryFrom, RetryTo, GiveUpAfter);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        NetworkRules
            .Faults($"{Section}:{nameof(Networks)}", nameof(NetworkOptions.Allow), Networks.Allow)
            .Concat(NetworkRules.Faults($"{Section}:{nameof(Networks)}", nameof(NetworkOptions.Deny), Networks.Deny));
}

[OptionsValidator]
internal sealed partial class WebhookOptionsValidator : IValidateOptions<WebhookOptions>;
