namespace Kadende.Runtime.Stores;

/// <summary>
/// Who we are: the id that tells our machines from those of another installation in the same account, and the secret by which our hosts
/// know what one of them has issued.
/// </summary>
public interface IInstallationStore
{
    /// <summary>The installation's id, made on the first call ever and the same for ever after; 16 lower-case letters and digits.</summary>
    Task<string> ReadIdAsync(CancellationToken cancellationToken);

    /// <summary>
    /// 32 random bytes, made on the first call ever and the same for ever after. What is signed with them is good for heartbeats alone:
    /// whoever can read the tables could as well write heartbeats into them.
    /// </summary>
    Task<byte[]> ReadSecretAsync(CancellationToken cancellationToken);
}
