using Kadende.Sdk.Failures;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Secrets;

/// <summary>Secrets in files of a folder, as container platforms mount them; one line break at the end of a file is not part of its value.</summary>
public sealed class FolderSecrets(IOptions<SecretOptions> options) : ISecretSource
{
    public string? HowToAdd(string name) =>
        options.Value.Folder is { } folder ? $"write the file {Path.Combine(folder, name)}" : null;

    public async Task<string?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (options.Value.Folder is not { } folder)
        {
            return null;
        }

        try
        {
            var text = await File.ReadAllTextAsync(Path.Combine(folder, name), cancellationToken);
            return text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2]
                : text.EndsWith('\n') ? text[..^1]
                : text;
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ProviderUnavailableException($"Secret '{name}' cannot be read: {failure.Message}", failure);
        }
    }
}
