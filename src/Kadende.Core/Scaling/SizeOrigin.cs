namespace Kadende.Core.Scaling;

/// <summary>Where the size of a group comes from.</summary>
public enum SizeOrigin
{
    /// <summary><c>size</c> or <c>logicalIds</c> of the spec.</summary>
    Spec,

    /// <summary>The scheduled size whose time came last.</summary>
    Schedule,

    /// <summary>Somebody set it.</summary>
    Hand,
}
