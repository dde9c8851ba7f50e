namespace Kadende.Core.Planning;

/// <summary>A place where machines of a group may be, and whether it could be listed in this look.</summary>
public sealed record SourceFacts
{
    /// <summary>Plugin and scope: sources with equal keys are one place.</summary>
    public required string Key { get; init; }

    /// <summary>Why it could not be listed; null when it was. Nothing is decided about machines of a place that was not listed.</summary>
    public string? Problem { get; init; }

    /// <summary>A creation without an answer may be asked for again at any time.</summary>
    public bool IdempotentCreate { get; init; }

    public TimeSpan ListDelay { get; init; }

    /// <summary>So long after a look decided to ask for a machine the call for it may still be under way.</summary>
    public TimeSpan LongestCall { get; init; }

    /// <summary>So long after a creation without an answer a machine of it may still come to be listed.</summary>
    public TimeSpan LongestDoubt => LongestCall + ListDelay;

    public bool LabelsInPlace { get; init; }

    /// <summary>Machines of this configuration have flavours that configure them after the boot.</summary>
    public bool Provisions { get; init; }

    /// <summary>Machines of this configuration have flavours that judge them.</summary>
    public bool Judges { get; init; }

    /// <summary>Machines of this configuration have flavours that take them out of work.</summary>
    public bool Drains { get; init; }

    /// <summary>How long machines of this configuration may take to let go of their work.</summary>
    public TimeSpan DrainTimeout { get; init; }

    /// <summary>The group has other ways to make its machines: one that this source has no room for is made in another.</summary>
    public bool HasOthers { get; init; }

    /// <summary>What a user should know of the plugin that is used, such as that it is not the version that was chosen; null: nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Name and version of the plugin that made its machines.</summary>
    public string Plugin { get; init; } = "";

    /// <summary>The secrets that its properties name, which its plugin logs in with; null: none.</summary>
    public string? Credential { get; init; }

    public bool IsListed => Problem is null;

    /// <summary>The source of a generation that is not kept any more.</summary>
    public static readonly SourceFacts Lost = new()
    {
        Key = "",
        Problem = "The configuration that its machines were made from is no longer kept.",
    };
}
