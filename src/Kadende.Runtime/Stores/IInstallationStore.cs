namespace Kadende.Runtime.Stores;

/// <summary>Who we are: the id that tells our machines from those of another installation in the same account.</summary>
public interface IInstallationStore
{
    /// <summary>The installation's id, made on the first call ever and the same for ever after; 16 lower-case letters and digits.</summary>
    Task<string> ReadIdAsync(CancellationToken cancellationToken);
}
