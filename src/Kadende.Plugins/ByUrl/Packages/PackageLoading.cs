namespace Kadende.Plugins.ByUrl.Packages;

/// <summary>A package on its way into memory, or there.</summary>
internal sealed class PackageLoading
{
    private readonly Lock _lock = new();
    private readonly Lazy<Task<LoadedPackage>> _loading;
    private LoadedPackage? _package;
    private DateTimeOffset? _failedAt;
    private bool _isForgotten;

    public PackageLoading(Func<Task<LoadedPackage>> load, TimeProvider time) =>
        _loading = new Lazy<Task<LoadedPackage>>(() => KeepAsync(load, time));

    public Task<LoadedPackage> Package => _loading.Value;

    /// <summary>Null: it is not there, or not any more.</summary>
    public LoadedPackage? Loaded
    {
        get
        {
            lock (_lock)
            {
                return _package;
            }
        }
    }

    public bool FailedBefore(DateTimeOffset before)
    {
        lock (_lock)
        {
            return _failedAt < before;
        }
    }

    /// <summary>Unloads it, now or when it has come.</summary>
    public void Forget()
    {
        LoadedPackage? package;
        lock (_lock)
        {
            _isForgotten = true;
            package = _package;
            _package = null;
        }

        package?.Dispose();
    }

    private async Task<LoadedPackage> KeepAsync(Func<Task<LoadedPackage>> load, TimeProvider time)
    {
        LoadedPackage package;
        try
        {
            package = await load();
        }
        catch (PackageException)
        {
            lock (_lock)
            {
                _failedAt = time.GetUtcNow();
            }

            throw;
        }

        lock (_lock)
        {
            if (!_isForgotten)
            {
                _package = package;
                return package;
            }
        }

        package.Dispose();
        return package;
    }
}
