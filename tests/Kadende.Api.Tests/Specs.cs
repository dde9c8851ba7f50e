namespace Kadende.Api.Tests;

/// <summary>Specs to send.</summary>
public static class Specs
{
    public static string Of(string name, int size = 2, string version = "1") =>
        $"""
            version: "{version}"
            name: {name}
            groups:
              web:
                size: {size}
                resourcePlugin: {"{"} name: simulated {"}"}
              back:
                db:
                  logicalIds: [a, b]
                  resourcePlugin: {"{"} name: simulated {"}"}
            """;

    /// <summary>A name that no other test has.</summary>
    public static string NewName() => $"c{Guid.NewGuid():N}";
}
