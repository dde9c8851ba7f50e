namespace Kadende.Plugins.Azure;

/// <summary>The versions of the interfaces that requests are written for.</summary>
internal static class AzureVersions
{
    public const string Compute = "2024-07-01";
    public const string Gallery = "2023-07-03";
    public const string Network = "2024-05-01";
    public const string Resources = "2021-04-01";
    public const string Skus = "2021-07-01";
}
