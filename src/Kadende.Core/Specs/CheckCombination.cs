namespace Kadende.Core.Specs;

/// <summary>How many of a group's checks must fail before a look at a node counts as bad.</summary>
public enum CheckCombination
{
    Any,
    All,
}
