namespace Kadende.Core.Specs;

/// <summary>Which surplus node goes first, after unhealthy and outdated ones.</summary>
public enum SurplusOrder
{
    Oldest,
    Newest,
}
