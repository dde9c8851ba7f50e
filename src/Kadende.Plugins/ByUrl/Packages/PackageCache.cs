using System.Security.Cryptography;
using Kadende.Plugins.Net;

namespace Kadende.Plugins.ByUrl.Packages;

/// <summary>Packages on disk, named by their hashes. What is there is checked again whenever it is used.</summary>
internal sealed class PackageCache(GuardedHttp http, PluginUrlOptions options, TimeProvider time)
{
    private readonly string _folder = Path.GetFullPath(options.Cache);

    /// <summary>The package, opened for reading; its content has the hash, and nobody else can change what is read.</summary>
    /// <exception cref="PackageException">It cannot be fetched, or has another hash.</exception>
    public async Task<MemoryStream> OpenAsync(PluginAddress.Package package, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await ReadAsync(package.Sha256, both.Token) ?? await FetchAsync(package, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed(package, $"it did not come within {PlainDuration.InWords(options.Timeout)}.", null);
        }
        catch (GuardException refused)
        {
            throw Failed(package, refused.Message, refused);
        }
        catch (HttpRequestException failure)
        {
            throw Failed(package, failure.InnerException?.Message ?? failure.Message, failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Failed(package, failure.Message, failure);
        }
    }

    /// <summary>Null when it is not there, or is not what it was.</summary>
    private async Task<MemoryStream?> ReadAsync(string sha256, CancellationToken cancellationToken)
    {
        var path = PathOf(sha256);
        if (!File.Exists(path) || new FileInfo(path).Length > options.MaxBytes)
        {
            return null;
        }

        var bytes = await File.ReadAllBytesAsync(path, cancellationToken);
        return HashOf(bytes) == sha256 ? new MemoryStream(bytes, writable: false) : null;
    }

    private async Task<MemoryStream> FetchAsync(PluginAddress.Package package, CancellationToken cancellationToken)
    {
        using var fetched = new MemoryStream();
        await http.DownloadAsync(package.Url, fetched, options.MaxBytes, cancellationToken);
        var bytes = fetched.ToArray();
        var hash = HashOf(bytes);
        if (hash != package.Sha256)
        {
            throw Failed(
                package,
                $"it has the SHA-256 hash {hash}, and not {package.Sha256} as the spec says. Nothing of it was opened.",
                null
            );
        }

        await KeepAsync(package.Sha256, bytes, cancellationToken);
        return new MemoryStream(bytes, writable: false);
    }

    private async Task KeepAsync(string sha256, byte[] bytes, CancellationToken cancellationToken)
    {
        // Under a name of its own first: several hosts may share the folder, and none may see half a package.
        var part = Path.Combine(_folder, Path.GetRandomFileName());
        try
        {
            Directory.CreateDirectory(_folder);
            await File.WriteAllBytesAsync(part, bytes, cancellationToken);
            File.Move(part, PathOf(sha256), overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Without a place to keep it, it is fetched again when it is needed again.
            Discard(part);
        }
    }

    private static void Discard(string part)
    {
        try
        {
            File.Delete(part);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // There is none, or the disk is as bad as before.
        }
    }

    private string PathOf(string sha256) => Path.Combine(_folder, $"{sha256}.zip");

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static PackageException Failed(PluginAddress.Package package, string why, Exception? inner) =>
        new($"The package {UrlRules.Shown(package.Url)} cannot be had: {why}", inner);
}
