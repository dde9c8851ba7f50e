using System.CommandLine;

namespace Kadende.Cli.Commands;

/// <summary>Arguments that several commands take.</summary>
internal static class CommonArguments
{
    public static Argument<string> Cluster()
    {
        var cluster = new Argument<string>("cluster") { Description = "The name or the id of the cluster" };
        RefuseOptions(cluster);
        return cluster;
    }

    public static Argument<string> Node()
    {
        var node = new Argument<string>("node") { Description = "The id of the node" };
        RefuseOptions(node);
        return node;
    }

    /// <summary>An option that does not exist must not pass for a value.</summary>
    public static void RefuseOptions(Argument argument) =>
        argument.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: ['-', ..] option }, ..])
            {
                result.AddError($"There is no option '{option}'.");
            }
        });

    public static Option<string> File() =>
        new("--file", "-f") { Description = "The spec, in YAML or JSON; - reads standard input", Required = true };

    public static Option<DateTimeOffset?> Since() =>
        new("--since") { Description = "Only events from this time on, such as 2026-01-31T12:00:00Z" };
}
