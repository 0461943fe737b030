// Recycler: objects that are expensive to make, used again once nobody holds them: fresh memory for
// large buffers would cost more than what is put into them.
//
// Any thread may take, and let go of, what is handed out; it may outlive the recycler.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

namespace avocet {

// T can be default-constructed, and clear() makes it fit for its next use.
template <class T> class Recycler {
 public:
  std::shared_ptr<T> take() {
    std::unique_ptr<T> object = free_->take();
    if (!object) object = std::make_unique<T>();
    return {object.release(), [free = free_](T* used) { free->put(std::unique_ptr<T>(used)); }};
  }

 private:
  class FreeList {
   public:
    std::unique_ptr<T> take() {
      std::lock_guard lock(mutex_);
      if (objects_.empty()) return nullptr;
      std::unique_ptr<T> object = std::move(objects_.back());
      objects_.pop_back();
      return object;
    }
    void put(std::unique_ptr<T> object) {
      object->clear();
      std::lock_guard lock(mutex_);
      objects_.push_back(std::move(object));
    }

   private:
    std::mutex mutex_;
    std::vector<std::unique_ptr<T>> objects_;
  };

  std::shared_ptr<FreeList> free_ = std::make_shared<FreeList>();
};

}  // namespace avocet
