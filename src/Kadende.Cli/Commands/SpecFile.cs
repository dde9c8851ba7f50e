using System.Net.Http.Headers;
using System.Text;
using Kadende.Core.Clusters;
using Kadende.Core.Specs;

namespace Kadende.Cli.Commands;

/// <summary>A spec as it stands in a file.</summary>
/// <param name="Path">As the user named it.</param>
/// <param name="Cluster">The name that it gives its cluster; null when it has faults.</param>
/// <param name="Faults">What the language finds wrong with it; the server's plugins may find more.</param>
internal sealed record SpecFile(string Path, string Text, string? Cluster, IReadOnlyList<Fault> Faults)
{
    private const string StandardInput = "-";

    /// <exception cref="CommandFailure">The file cannot be read.</exception>
    public static async Task<SpecFile> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var text =
                path == StandardInput
                    ? await Console.In.ReadToEndAsync(cancellationToken)
                    : await File.ReadAllTextAsync(path, new UTF8Encoding(false, true), cancellationToken);
            return SpecReader.Read(SpecSource.Of(text)) switch
            {
                SpecResult.Good good => new SpecFile(path, text, good.Spec.Name, []),
                SpecResult.Faulty faulty => new SpecFile(path, text, null, faulty.Faults),
                _ => throw new InvalidOperationException("A spec is good or faulty."),
            };
        }
        catch (DecoderFallbackException)
        {
            throw new CommandFailure(ExitCode.Refused, $"{path}: the file is not UTF-8. Save it as UTF-8.");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCode.Refused, $"kadende: {unreadable.Message}");
        }
    }

    /// <summary>The text, as the body of a request. JSON is YAML too, so that one type does for both.</summary>
    public StringContent Body() => new(Text, Encoding.UTF8, new MediaTypeHeaderValue("application/yaml", "utf-8"));

    /// <summary>What is wrong, in the form that editors and terminals know.</summary>
    public CommandFailure Failure() =>
        new(
            ExitCode.Refused,
            [.. Faults.Select(fault => $"{Path}:{fault.Line}:{fault.Column} {fault.Path}: {fault.Message}")]
        );
}
